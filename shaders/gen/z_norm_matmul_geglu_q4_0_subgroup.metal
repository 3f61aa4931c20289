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

struct _397
{
    uint _m0[1];
};

struct _413
{
    uint2 _m0[1];
};

struct _445
{
    uint _m0[1];
};

struct _459
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _514 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _683 = (_514 + _84);
constant uint _684 = (_683 - 1u);
constant uint _685 = (_684 / _84);

struct _729
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _750 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_750, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _413& _415 [[buffer(7)]], const device _397& _399 [[buffer(8)]], const device _459& _461 [[buffer(9)]], const device _445& _447 [[buffer(10)]], device _729& _731 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    uint _515 = gl_WorkGroupID.x * _514;
    do
    {
        if (_120)
        {
            break;
        }
        uint _791 = gl_WorkGroupID.y * _128._m2;
        float _1367;
        _1367 = 0.0;
        for (uint _1366 = gl_LocalInvocationID.x; _1366 < _128._m2; )
        {
            uint _803 = (_791 + _1366) / 4u;
            uint _805 = _1366 % 4u;
            ((threadgroup float*)&_167[_1366 / 4u])[_805] = ((device float*)&_151._m0[_803])[_805];
            _1367 = fma(((device float*)&_151._m0[_803])[_805], ((device float*)&_151._m0[_803])[_805], _1367);
            _1366 += _84;
            continue;
        }
        float _1372;
        if (_180)
        {
            float _1370;
            do
            {
                float _938 = simd_sum(_1367);
                if (_74)
                {
                    _1370 = _938;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _942 = simd_is_first();
                if (_942)
                {
                    _87[gl_SubgroupID] = _938;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1369;
                _1369 = _87[0];
                for (uint _1368 = 1u; _1368 < gl_NumSubgroups; )
                {
                    _1369 += _87[_1368];
                    _1368++;
                    continue;
                }
                _1370 = _1369;
                break;
            } while(false);
            float _833 = 1.0 / sqrt((_1370 / float(_128._m2)) + _128._m5);
            float _1373;
            _1373 = 0.0;
            float _879;
            for (uint _1371 = gl_LocalInvocationID.x; _1371 < _128._m2; _1373 = _879, _1371 += _84)
            {
                uint _844 = _791 + _1371;
                uint _848 = _1371 / 4u;
                uint _850 = _1371 % 4u;
                float _852 = ((threadgroup float*)&_167[_848])[_850];
                float _859 = fma(_852 * _833, _231._m0[_1371], _214._m0[_844]);
                ((threadgroup float*)&_167[_848])[_850] = _859;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_844] = _859;
                }
                _879 = fma(_859, _859, _1373);
            }
            _1372 = _1373;
        }
        else
        {
            _1372 = _1367;
        }
        float _1376;
        do
        {
            float _980 = simd_sum(_1372);
            if (_74)
            {
                _1376 = _980;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _984 = simd_is_first();
            if (_984)
            {
                _87[gl_SubgroupID] = _980;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1375;
            _1375 = _87[0];
            for (uint _1374 = 1u; _1374 < gl_NumSubgroups; )
            {
                _1375 += _87[_1374];
                _1374++;
                continue;
            }
            _1376 = _1375;
            break;
        } while(false);
        float _895 = 1.0 / sqrt((_1376 / float(_128._m2)) + _128._m4);
        for (uint _1377 = gl_LocalInvocationID.x; _1377 < _128._m2; )
        {
            uint _905 = _1377 / 4u;
            uint _907 = _1377 % 4u;
            ((threadgroup float*)&_167[_905])[_907] = (((threadgroup float*)&_167[_905])[_907] * _895) * _304._m0[_1377];
            _1377 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _532[_514];
    float _534[_514];
    for (uint _1380 = 0u; _1380 < _514; )
    {
        _534[_1380] = 0.0;
        _532[_1380] = 0.0;
        _1380++;
        continue;
    }
    _28 _561[_514];
    _28 _576[_514];
    uint4 _1334;
    uint4 _1338;
    for (uint _1381 = gl_LocalInvocationID.x; _1381 < _128._m0; _1381 += _84)
    {
        for (uint _1399 = 0u; _1399 < _514; _1399++)
        {
            uint _570 = min((_515 + _1399), (_128._m3 - 1u));
            uint _1028 = (_570 * _128._m1) + (_1381 >> uint(2));
            float2 _1031 = float2(as_type<half2>(_399._m0[_1028]));
            uint _1037 = (_570 * _128._m0) + _1381;
            bool _1045 = (_1381 & 2u) == 0u;
            float _1407;
            if (_1045)
            {
                _1407 = _1031.x;
            }
            else
            {
                _1407 = _1031.y;
            }
            _561[_1399] = _28{ uint4(_415._m0[_1037], 0u, 0u), _1407, 0.0 };
            float2 _1068 = float2(as_type<half2>(_447._m0[_1028]));
            float _1410;
            if (_1045)
            {
                _1410 = _1068.x;
            }
            else
            {
                _1410 = _1068.y;
            }
            _576[_1399] = _28{ uint4(_461._m0[_1037], 0u, 0u), _1410, 0.0 };
        }
        uint _1400;
        _1400 = 0u;
        for (; _1400 < 4u; _1400++)
        {
            uint _604 = (4u * _1381) + _1400;
            float4 _1403;
            do
            {
                if (_312)
                {
                    _1403 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _604];
                    break;
                }
                _1403 = _167[_604];
                break;
            } while(false);
            for (uint _1404 = 0u; _1404 < _514; )
            {
                _1338 = _561[_1404]._m0;
                uint _1131 = _1400 >> uint(1);
                uint _1136 = 16u * (_1400 & 1u);
                uint _1137 = _1338[_1131] >> _1136;
                float4 _1125 = (float4(uint4(_1137 & 15u, (_1137 >> uint(4)) & 15u, (_1137 >> uint(8)) & 15u, (_1137 >> uint(12)) & 15u)) - float4(8.0)) * _561[_1404]._m1;
                _532[_1404] = fma(_1403.w, _1125.w, fma(_1403.z, _1125.z, fma(_1403.y, _1125.y, fma(_1403.x, _1125.x, _532[_1404]))));
                _1334 = _576[_1404]._m0;
                uint _1196 = _1334[_1131] >> _1136;
                float4 _1185 = (float4(uint4(_1196 & 15u, (_1196 >> uint(4)) & 15u, (_1196 >> uint(8)) & 15u, (_1196 >> uint(12)) & 15u)) - float4(8.0)) * _576[_1404]._m1;
                _534[_1404] = fma(_1403.w, _1185.w, fma(_1403.z, _1185.z, fma(_1403.y, _1185.y, fma(_1403.x, _1185.x, _534[_1404]))));
                _1404++;
                continue;
            }
        }
    }
    float _688[_685];
    float _693[_685];
    for (uint _1382 = 0u; _1382 < _514; _1382++)
    {
        float _669 = _532[_1382];
        float _1388;
        do
        {
            float _1240 = simd_sum(_669);
            if (_74)
            {
                _1388 = _1240;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1244 = simd_is_first();
            if (_1244)
            {
                _87[gl_SubgroupID] = _1240;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1387;
            _1387 = _87[0];
            for (uint _1386 = 1u; _1386 < gl_NumSubgroups; )
            {
                _1387 += _87[_1386];
                _1386++;
                continue;
            }
            _1388 = _1387;
            break;
        } while(false);
        float _675 = _534[_1382];
        float _1394;
        do
        {
            float _1278 = simd_sum(_675);
            if (_74)
            {
                _1394 = _1278;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1282 = simd_is_first();
            if (_1282)
            {
                _87[gl_SubgroupID] = _1278;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1393;
            _1393 = _87[0];
            for (uint _1392 = 1u; _1392 < gl_NumSubgroups; )
            {
                _1393 += _87[_1392];
                _1392++;
                continue;
            }
            _1394 = _1393;
            break;
        } while(false);
        if ((_1382 % _84) == gl_LocalInvocationID.x)
        {
            uint _690 = _1382 / _84;
            _688[_690] = _1388;
            _693[_690] = _1394;
        }
    }
    for (uint _1383 = 0u; _1383 < _685; _1383++)
    {
        uint _712 = (_1383 * _84) + gl_LocalInvocationID.x;
        uint _716 = _515 + _712;
        bool _718 = _712 < _514;
        bool _725;
        if (_718)
        {
            _725 = _716 < _128._m3;
        }
        else
        {
            _725 = _718;
        }
        if (_725)
        {
            _731._m0[(gl_WorkGroupID.y * _128._m3) + _716] = (_688[_1383] / (1.0 + exp(fma((0.0447149984538555145263671875 * _688[_1383]) * _688[_1383], _688[_1383], _688[_1383]) * (-1.5957691669464111328125)))) * _693[_1383];
        }
    }
}

