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
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);

struct _378
{
    uint _m0[1];
};

struct _393
{
    uint4 _m0[1];
};

struct _422
{
    uint _m0[1];
};

struct _436
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _488 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _657 = (_488 + _79);
constant uint _658 = (_657 - 1u);
constant uint _659 = (_658 / _79);

struct _703
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _724 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_724, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _393& _395 [[buffer(7)]], const device _378& _380 [[buffer(8)]], const device _436& _438 [[buffer(9)]], const device _422& _424 [[buffer(10)]], device _703& _705 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    uint _489 = gl_WorkGroupID.x * _488;
    do
    {
        if (_115)
        {
            break;
        }
        uint _765 = gl_WorkGroupID.y * _123._m2;
        float _1307;
        _1307 = 0.0;
        for (uint _1306 = gl_LocalInvocationID.x; _1306 < _123._m2; )
        {
            uint _777 = (_765 + _1306) / 4u;
            uint _779 = _1306 % 4u;
            ((threadgroup float*)&_162[_1306 / 4u])[_779] = ((device float*)&_146._m0[_777])[_779];
            _1307 = fma(((device float*)&_146._m0[_777])[_779], ((device float*)&_146._m0[_777])[_779], _1307);
            _1306 += _79;
            continue;
        }
        float _1312;
        if (_175)
        {
            float _1310;
            do
            {
                float _912 = simd_sum(_1307);
                if (_69)
                {
                    _1310 = _912;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _916 = simd_is_first();
                if (_916)
                {
                    _82[gl_SubgroupID] = _912;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1309;
                _1309 = _82[0];
                for (uint _1308 = 1u; _1308 < gl_NumSubgroups; )
                {
                    _1309 += _82[_1308];
                    _1308++;
                    continue;
                }
                _1310 = _1309;
                break;
            } while(false);
            float _807 = 1.0 / sqrt((_1310 / float(_123._m2)) + _123._m5);
            float _1313;
            _1313 = 0.0;
            float _853;
            for (uint _1311 = gl_LocalInvocationID.x; _1311 < _123._m2; _1313 = _853, _1311 += _79)
            {
                uint _818 = _765 + _1311;
                uint _822 = _1311 / 4u;
                uint _824 = _1311 % 4u;
                float _826 = ((threadgroup float*)&_162[_822])[_824];
                float _833 = fma(_826 * _807, _226._m0[_1311], _209._m0[_818]);
                ((threadgroup float*)&_162[_822])[_824] = _833;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_818] = _833;
                }
                _853 = fma(_833, _833, _1313);
            }
            _1312 = _1313;
        }
        else
        {
            _1312 = _1307;
        }
        float _1316;
        do
        {
            float _954 = simd_sum(_1312);
            if (_69)
            {
                _1316 = _954;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _958 = simd_is_first();
            if (_958)
            {
                _82[gl_SubgroupID] = _954;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1315;
            _1315 = _82[0];
            for (uint _1314 = 1u; _1314 < gl_NumSubgroups; )
            {
                _1315 += _82[_1314];
                _1314++;
                continue;
            }
            _1316 = _1315;
            break;
        } while(false);
        float _869 = 1.0 / sqrt((_1316 / float(_123._m2)) + _123._m4);
        for (uint _1317 = gl_LocalInvocationID.x; _1317 < _123._m2; )
        {
            uint _879 = _1317 / 4u;
            uint _881 = _1317 % 4u;
            ((threadgroup float*)&_162[_879])[_881] = (((threadgroup float*)&_162[_879])[_881] * _869) * _299._m0[_1317];
            _1317 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _506[_488];
    float _508[_488];
    for (uint _1320 = 0u; _1320 < _488; )
    {
        _508[_1320] = 0.0;
        _506[_1320] = 0.0;
        _1320++;
        continue;
    }
    _28 _535[_488];
    _28 _550[_488];
    uint4 _1275;
    uint4 _1281;
    for (uint _1321 = gl_LocalInvocationID.x; _1321 < _123._m0; _1321 += _79)
    {
        for (uint _1339 = 0u; _1339 < _488; _1339++)
        {
            uint _544 = min((_489 + _1339), (_123._m3 - 1u));
            uint _1002 = (_544 * _123._m1) + (_1321 >> uint(2));
            float2 _1005 = float2(as_type<half2>(_380._m0[_1002]));
            uint _1011 = (_544 * _123._m0) + _1321;
            bool _1016 = (_1321 & 2u) == 0u;
            float _1347;
            if (_1016)
            {
                _1347 = _1005.x;
            }
            else
            {
                _1347 = _1005.y;
            }
            _535[_1339] = _28{ _395._m0[_1011], _1347, 0.0 };
            float2 _1039 = float2(as_type<half2>(_424._m0[_1002]));
            float _1350;
            if (_1016)
            {
                _1350 = _1039.x;
            }
            else
            {
                _1350 = _1039.y;
            }
            _550[_1339] = _28{ _438._m0[_1011], _1350, 0.0 };
        }
        uint _1340;
        _1340 = 0u;
        for (; _1340 < 4u; _1340++)
        {
            uint _578 = (4u * _1321) + _1340;
            float4 _1343;
            do
            {
                if (_307)
                {
                    _1343 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _578];
                    break;
                }
                _1343 = _162[_578];
                break;
            } while(false);
            for (uint _1344 = 0u; _1344 < _488; )
            {
                _1275 = _535[_1344]._m0;
                int _1087 = int(_1275[_1340]);
                float4 _1103 = float4(float(extract_bits(_1087, uint(0), uint(8))), float(extract_bits(_1087, uint(8), uint(8))), float(extract_bits(_1087, uint(16), uint(8))), float(_1087 >> 24)) * _535[_1344]._m1;
                _506[_1344] = fma(_1343.w, _1103.w, fma(_1343.z, _1103.z, fma(_1343.y, _1103.y, fma(_1343.x, _1103.x, _506[_1344]))));
                _1281 = _550[_1344]._m0;
                int _1133 = int(_1281[_1340]);
                float4 _1149 = float4(float(extract_bits(_1133, uint(0), uint(8))), float(extract_bits(_1133, uint(8), uint(8))), float(extract_bits(_1133, uint(16), uint(8))), float(_1133 >> 24)) * _550[_1344]._m1;
                _508[_1344] = fma(_1343.w, _1149.w, fma(_1343.z, _1149.z, fma(_1343.y, _1149.y, fma(_1343.x, _1149.x, _508[_1344]))));
                _1344++;
                continue;
            }
        }
    }
    float _662[_659];
    float _667[_659];
    for (uint _1322 = 0u; _1322 < _488; _1322++)
    {
        float _643 = _506[_1322];
        float _1328;
        do
        {
            float _1181 = simd_sum(_643);
            if (_69)
            {
                _1328 = _1181;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1185 = simd_is_first();
            if (_1185)
            {
                _82[gl_SubgroupID] = _1181;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1327;
            _1327 = _82[0];
            for (uint _1326 = 1u; _1326 < gl_NumSubgroups; )
            {
                _1327 += _82[_1326];
                _1326++;
                continue;
            }
            _1328 = _1327;
            break;
        } while(false);
        float _649 = _508[_1322];
        float _1334;
        do
        {
            float _1219 = simd_sum(_649);
            if (_69)
            {
                _1334 = _1219;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1223 = simd_is_first();
            if (_1223)
            {
                _82[gl_SubgroupID] = _1219;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1333;
            _1333 = _82[0];
            for (uint _1332 = 1u; _1332 < gl_NumSubgroups; )
            {
                _1333 += _82[_1332];
                _1332++;
                continue;
            }
            _1334 = _1333;
            break;
        } while(false);
        if ((_1322 % _79) == gl_LocalInvocationID.x)
        {
            uint _664 = _1322 / _79;
            _662[_664] = _1328;
            _667[_664] = _1334;
        }
    }
    for (uint _1323 = 0u; _1323 < _659; _1323++)
    {
        uint _686 = (_1323 * _79) + gl_LocalInvocationID.x;
        uint _690 = _489 + _686;
        bool _692 = _686 < _488;
        bool _699;
        if (_692)
        {
            _699 = _690 < _123._m3;
        }
        else
        {
            _699 = _692;
        }
        if (_699)
        {
            _705._m0[(gl_WorkGroupID.y * _123._m3) + _690] = (_662[_1323] / (1.0 + exp(fma((0.0447149984538555145263671875 * _662[_1323]) * _662[_1323], _662[_1323], _662[_1323]) * (-1.5957691669464111328125)))) * _667[_1323];
        }
    }
}

