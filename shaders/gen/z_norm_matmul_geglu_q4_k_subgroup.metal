#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _71 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _74 = (_71 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _84 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _120 = (_119 == 0u);

struct _126
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _149
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _163 = (_162 + 3u);
constant uint _164 = (_163 / 4u);
constant bool _180 = (_119 == 2u);

struct _212
{
    float _m0[1];
};

struct _229
{
    float _m0[1];
};

struct _250
{
    float _m0[1];
};

struct _302
{
    float _m0[1];
};

constant bool _312 = (_119 == 0u);

struct _413
{
    uint _m0[1];
};

struct _435
{
    uint2 _m0[1];
};

struct _482
{
    uint _m0[1];
};

struct _502
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _558 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _727 = (_558 + _84);
constant uint _728 = (_727 - 1u);
constant uint _729 = (_728 / _84);

struct _773
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _794 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_794, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _435& _437 [[buffer(7)]], const device _413& _415 [[buffer(8)]], const device _502& _504 [[buffer(9)]], const device _482& _484 [[buffer(10)]], device _773& _775 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    uint _559 = gl_WorkGroupID.x * _558;
    do
    {
        if (_120)
        {
            break;
        }
        uint _835 = gl_WorkGroupID.y * _128._m2;
        float _1459;
        _1459 = 0.0;
        for (uint _1458 = gl_LocalInvocationID.x; _1458 < _128._m2; )
        {
            uint _847 = (_835 + _1458) / 4u;
            uint _849 = _1458 % 4u;
            ((threadgroup float*)&_167[_1458 / 4u])[_849] = ((device float*)&_151._m0[_847])[_849];
            _1459 = fma(((device float*)&_151._m0[_847])[_849], ((device float*)&_151._m0[_847])[_849], _1459);
            _1458 += _84;
            continue;
        }
        float _1464;
        if (_180)
        {
            float _1462;
            do
            {
                float _982 = simd_sum(_1459);
                if (_74)
                {
                    _1462 = _982;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _986 = simd_is_first();
                if (_986)
                {
                    _87[gl_SubgroupID] = _982;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1461;
                _1461 = _87[0];
                for (uint _1460 = 1u; _1460 < gl_NumSubgroups; )
                {
                    _1461 += _87[_1460];
                    _1460++;
                    continue;
                }
                _1462 = _1461;
                break;
            } while(false);
            float _877 = 1.0 / sqrt((_1462 / float(_128._m2)) + _128._m5);
            float _1465;
            _1465 = 0.0;
            float _923;
            for (uint _1463 = gl_LocalInvocationID.x; _1463 < _128._m2; _1465 = _923, _1463 += _84)
            {
                uint _888 = _835 + _1463;
                uint _892 = _1463 / 4u;
                uint _894 = _1463 % 4u;
                float _896 = ((threadgroup float*)&_167[_892])[_894];
                float _903 = fma(_896 * _877, _231._m0[_1463], _214._m0[_888]);
                ((threadgroup float*)&_167[_892])[_894] = _903;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_888] = _903;
                }
                _923 = fma(_903, _903, _1465);
            }
            _1464 = _1465;
        }
        else
        {
            _1464 = _1459;
        }
        float _1468;
        do
        {
            float _1024 = simd_sum(_1464);
            if (_74)
            {
                _1468 = _1024;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1028 = simd_is_first();
            if (_1028)
            {
                _87[gl_SubgroupID] = _1024;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1467;
            _1467 = _87[0];
            for (uint _1466 = 1u; _1466 < gl_NumSubgroups; )
            {
                _1467 += _87[_1466];
                _1466++;
                continue;
            }
            _1468 = _1467;
            break;
        } while(false);
        float _939 = 1.0 / sqrt((_1468 / float(_128._m2)) + _128._m4);
        for (uint _1469 = gl_LocalInvocationID.x; _1469 < _128._m2; )
        {
            uint _949 = _1469 / 4u;
            uint _951 = _1469 % 4u;
            ((threadgroup float*)&_167[_949])[_951] = (((threadgroup float*)&_167[_949])[_951] * _939) * _304._m0[_1469];
            _1469 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _576[_558];
    float _578[_558];
    for (uint _1472 = 0u; _1472 < _558; )
    {
        _578[_1472] = 0.0;
        _576[_1472] = 0.0;
        _1472++;
        continue;
    }
    uint _1473;
    _1473 = gl_LocalInvocationID.x;
    _28 _605[_558];
    _28 _620[_558];
    uint4 _1422;
    uint4 _1426;
    for (; _1473 < _128._m0; _1473 += _84)
    {
        for (uint _1491 = 0u; _1491 < _558; )
        {
            uint _614 = min((_559 + _1491), (_128._m3 - 1u));
            uint _1075 = (_614 * _128._m1) + (5u * (_1473 >> uint(4)));
            uint _1078 = (_1473 >> uint(1)) & 7u;
            float2 _1082 = float2(as_type<half2>(_415._m0[_1075]));
            uint _1087 = (_1075 + 1u) + (_1078 >> uint(1));
            uint _1092 = 16u * (_1078 & 1u);
            uint _1093 = _415._m0[_1087] >> _1092;
            uint _1099 = (_614 * _128._m0) + _1473;
            _605[_1491] = _28{ uint4(_437._m0[_1099], 0u, 0u), _1082.x * float(_1093 & 255u), _1082.y * float((_1093 >> uint(8)) & 255u) };
            float2 _1139 = float2(as_type<half2>(_484._m0[_1075]));
            uint _1150 = _484._m0[_1087] >> _1092;
            _620[_1491] = _28{ uint4(_504._m0[_1099], 0u, 0u), _1139.x * float(_1150 & 255u), _1139.y * float((_1150 >> uint(8)) & 255u) };
            _1491++;
            continue;
        }
        uint _1492;
        _1492 = 0u;
        for (; _1492 < 4u; _1492++)
        {
            uint _648 = (4u * _1473) + _1492;
            float4 _1495;
            do
            {
                if (_312)
                {
                    _1495 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _648];
                    break;
                }
                _1495 = _167[_648];
                break;
            } while(false);
            for (uint _1496 = 0u; _1496 < _558; )
            {
                _1426 = _605[_1496]._m0;
                uint _1217 = _1492 >> uint(1);
                uint _1222 = 16u * (_1492 & 1u);
                uint _1223 = _1426[_1217] >> _1222;
                float4 _1211 = (float4(uint4(_1223 & 15u, (_1223 >> uint(4)) & 15u, (_1223 >> uint(8)) & 15u, (_1223 >> uint(12)) & 15u)) * _605[_1496]._m1) - float4(_605[_1496]._m2);
                _576[_1496] = fma(_1495.w, _1211.w, fma(_1495.z, _1211.z, fma(_1495.y, _1211.y, fma(_1495.x, _1211.x, _576[_1496]))));
                _1422 = _620[_1496]._m0;
                uint _1284 = _1422[_1217] >> _1222;
                float4 _1273 = (float4(uint4(_1284 & 15u, (_1284 >> uint(4)) & 15u, (_1284 >> uint(8)) & 15u, (_1284 >> uint(12)) & 15u)) * _620[_1496]._m1) - float4(_620[_1496]._m2);
                _578[_1496] = fma(_1495.w, _1273.w, fma(_1495.z, _1273.z, fma(_1495.y, _1273.y, fma(_1495.x, _1273.x, _578[_1496]))));
                _1496++;
                continue;
            }
        }
    }
    float _732[_729];
    float _737[_729];
    for (uint _1474 = 0u; _1474 < _558; _1474++)
    {
        float _713 = _576[_1474];
        float _1480;
        do
        {
            float _1328 = simd_sum(_713);
            if (_74)
            {
                _1480 = _1328;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1332 = simd_is_first();
            if (_1332)
            {
                _87[gl_SubgroupID] = _1328;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1479;
            _1479 = _87[0];
            for (uint _1478 = 1u; _1478 < gl_NumSubgroups; )
            {
                _1479 += _87[_1478];
                _1478++;
                continue;
            }
            _1480 = _1479;
            break;
        } while(false);
        float _719 = _578[_1474];
        float _1486;
        do
        {
            float _1366 = simd_sum(_719);
            if (_74)
            {
                _1486 = _1366;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1370 = simd_is_first();
            if (_1370)
            {
                _87[gl_SubgroupID] = _1366;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1485;
            _1485 = _87[0];
            for (uint _1484 = 1u; _1484 < gl_NumSubgroups; )
            {
                _1485 += _87[_1484];
                _1484++;
                continue;
            }
            _1486 = _1485;
            break;
        } while(false);
        if ((_1474 % _84) == gl_LocalInvocationID.x)
        {
            uint _734 = _1474 / _84;
            _732[_734] = _1480;
            _737[_734] = _1486;
        }
    }
    for (uint _1475 = 0u; _1475 < _729; _1475++)
    {
        uint _756 = (_1475 * _84) + gl_LocalInvocationID.x;
        uint _760 = _559 + _756;
        bool _762 = _756 < _558;
        bool _769;
        if (_762)
        {
            _769 = _760 < _128._m3;
        }
        else
        {
            _769 = _762;
        }
        if (_769)
        {
            _775._m0[(gl_WorkGroupID.y * _128._m3) + _760] = (_732[_1475] / (1.0 + exp(fma((0.0447149984538555145263671875 * _732[_1475]) * _732[_1475], _732[_1475], _732[_1475]) * (-1.5957691669464111328125)))) * _737[_1475];
        }
    }
}

